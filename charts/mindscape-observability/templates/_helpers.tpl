{{- define "observability.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/part-of: mindscape
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}

{{/* What the schema cannot compare: each record and each alert is written by one rule. */}}
{{- define "observability.mistakes" -}}
{{- $names := dict -}}
{{- range .Values.groups -}}
{{- if hasKey $names .name -}}{{- fail (printf "groups: %s is there twice" .name) -}}{{- end -}}
{{- $_ := set $names .name true -}}
{{- range .rules -}}
{{- $name := .record | default .alert -}}
{{- if hasKey $names $name -}}{{- fail (printf "groups: %s is there twice" $name) -}}{{- end -}}
{{- $_ := set $names $name true -}}
{{- end -}}
{{- end -}}
{{- $uids := dict -}}
{{- range $key, $dashboard := .Values.dashboards -}}
{{- if hasKey $uids $dashboard.uid -}}
{{- fail (printf "dashboards.%s.uid %s is that of %s too" $key $dashboard.uid (get $uids $dashboard.uid)) -}}
{{- end -}}
{{- $_ := set $uids $dashboard.uid $key -}}
{{- end -}}
{{- end -}}
