{{/* The template of the API's pods. `hashLabel`: what tells one ReplicaSet's pods from another's. */}}
{{- define "api.pod" -}}
{{- $ := .root -}}
{{- $values := $.Values -}}
metadata:
  labels:
    {{- include "api.selector" $ | nindent 4 }}
    app.kubernetes.io/part-of: mindscape
spec:
  serviceAccountName: {{ $values.serviceAccount }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- with $values.priorityClass }}
  priorityClassName: {{ . }}
  {{- end }}
  terminationGracePeriodSeconds: {{ add $values.shutdown.waitSeconds $values.shutdown.drainSeconds }}
  securityContext:
    {{- include "api.podSecurity" $ | nindent 4 }}
  {{- include "api.placement" $ | nindent 2 }}
  topologySpreadConstraints:
    # A zone without nodes that take new pods does not count, so that losing one does not stop the others.
    - topologyKey: topology.kubernetes.io/zone
      maxSkew: 1
      whenUnsatisfiable: DoNotSchedule
      nodeTaintsPolicy: Honor
      labelSelector:
        matchLabels:
          {{- include "api.selector" $ | nindent 10 }}
      matchLabelKeys: [{{ .hashLabel }}]
    - topologyKey: kubernetes.io/hostname
      maxSkew: 1
      whenUnsatisfiable: ScheduleAnyway
      nodeTaintsPolicy: Honor
      labelSelector:
        matchLabels:
          {{- include "api.selector" $ | nindent 10 }}
      matchLabelKeys: [{{ .hashLabel }}]
  containers:
    - name: api
      image: {{ $values.image }}
      imagePullPolicy: IfNotPresent
      ports:
        - { name: http, containerPort: {{ $values.ports.api }} }
        - { name: metrics, containerPort: {{ $values.ports.metrics }} }
      env:
        {{- include "api.environment" $ | nindent 8 }}
      resources:
        {{- include "api.resources" $values.resources | nindent 8 }}
      {{- $health := dict "path" $values.healthPath "port" $values.ports.api }}
      # A minute to start, in steps short enough that a release does not wait for them.
      startupProbe:
        httpGet: {{- toYaml $health | nindent 10 }}
        periodSeconds: 2
        timeoutSeconds: 2
        failureThreshold: 30
      readinessProbe:
        httpGet: {{- toYaml $health | nindent 10 }}
        periodSeconds: 5
        timeoutSeconds: 2
        failureThreshold: 3
      # Only of a process that has hung for a minute and a half; a slow one leaves the services first.
      livenessProbe:
        httpGet: {{- toYaml $health | nindent 10 }}
        periodSeconds: 15
        timeoutSeconds: 5
        failureThreshold: 6
      lifecycle:
        preStop:
          sleep: { seconds: {{ $values.shutdown.waitSeconds }} }
      securityContext:
        {{- include "api.containerSecurity" $ | nindent 8 }}
      volumeMounts:
        - { name: temporary, mountPath: /tmp }
        {{- with $values.files }}
        - { name: files, mountPath: {{ .mountPath | quote }} }
        {{- end }}
  volumes:
    - name: temporary
      emptyDir: { sizeLimit: {{ $values.temporaryMiB }}Mi }
    {{- if $values.files }}
    - name: files
      persistentVolumeClaim: { claimName: {{ include "api.files" $ }} }
    {{- end }}
{{- end -}}

{{- define "api.environment" -}}
- { name: AWS_REGION, value: {{ .Values.region }} }
# Out of reach: asking would only cost the time until it gives up.
- { name: AWS_EC2_METADATA_DISABLED, value: "true" }
- { name: METRICS_PORT, value: {{ .Values.ports.metrics | quote }} }
# Metrics are fetched, logs are read from standard output: only traces are sent.
- { name: OTEL_METRICS_EXPORTER, value: none }
- { name: OTEL_LOGS_EXPORTER, value: none }
{{- with .Values.traces }}
- { name: POD_NAME, valueFrom: { fieldRef: { fieldPath: metadata.name } } }
- { name: OTEL_SERVICE_NAME, value: {{ $.Release.Name }} }
- name: OTEL_RESOURCE_ATTRIBUTES
  value: deployment.environment.name={{ $.Values.environment }},service.namespace={{ $.Release.Namespace }},k8s.pod.name=$(POD_NAME)
- { name: OTEL_EXPORTER_OTLP_ENDPOINT, value: "http://{{ .service }}.{{ .namespace }}.svc:{{ .port }}" }
- { name: OTEL_EXPORTER_OTLP_PROTOCOL, value: http/protobuf }
- { name: OTEL_PROPAGATORS, value: "tracecontext,baggage,xray" }
- { name: OTEL_TRACES_SAMPLER, value: parentbased_traceidratio }
- { name: OTEL_TRACES_SAMPLER_ARG, value: {{ .share | toString | quote }} }
{{- else }}
- { name: OTEL_TRACES_EXPORTER, value: none }
{{- end }}
{{- range $name, $value := .Values.variables }}
- { name: {{ $name }}, value: {{ $value | quote }} }
{{- end }}
{{- end -}}
