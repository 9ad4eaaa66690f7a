{{- define "api.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: api
{{- end -}}

{{/* Everything but the API's pods, which no selector of theirs may match. */}}
{{- define "api.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/part-of: mindscape
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}

{{- define "api.checkLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: check
{{- end -}}

{{- define "api.placement" -}}
{{- $key := .Values.placement.key -}}
affinity:
  nodeAffinity:
    requiredDuringSchedulingIgnoredDuringExecution:
      nodeSelectorTerms:
        - matchExpressions:
            - key: {{ $key }}
              operator: In
              values: {{- toYaml .Values.placement.allow | nindent 16 }}
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        preference:
          matchExpressions:
            - key: {{ $key }}
              operator: In
              values: [{{ .Values.placement.prefer | quote }}]
tolerations:
  {{- range .Values.placement.allow }}
  - { key: {{ $key }}, operator: Equal, value: {{ . | quote }}, effect: NoSchedule }
  {{- end }}
{{- end -}}

{{- define "api.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ .Values.user }}
runAsGroup: {{ .Values.user }}
seccompProfile: { type: RuntimeDefault }
{{- end -}}

{{- define "api.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end -}}

{{- define "api.resources" -}}
requests: { cpu: {{ .requests.cpuMillicores }}m, memory: {{ .requests.memoryMiB }}Mi }
limits: { cpu: {{ .limits.cpuMillicores }}m, memory: {{ .limits.memoryMiB }}Mi }
{{- end -}}

{{/* Of the volume and its claim: neither can be pointed at another access point. */}}
{{- define "api.files" -}}
{{ .Release.Name }}-{{ .Values.files.accessPointId }}
{{- end -}}
