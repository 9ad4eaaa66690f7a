{{- define "platform.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end -}}

{{- define "platform.mistakes" -}}
{{- range $what := list "product" "monitoring" "rollouts" -}}
{{- with get $.Values $what -}}
{{- if not (hasKey $.Values.namespaces .) -}}
{{- fail (printf "%s %s is not among namespaces" $what .) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* What every pod may ask for: names, the cluster's API and AWS, which have no addresses to list, and its own credentials. */}}
{{- define "platform.everybody" -}}
- to:
    - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: kube-system } }
      podSelector: { matchLabels: { k8s-app: kube-dns } }
  ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }]
- to: [{ ipBlock: { cidr: 0.0.0.0/0 } }]
  ports: [{ protocol: TCP, port: 443 }]
# https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
- to: [{ ipBlock: { cidr: 169.254.170.23/32 } }]
  ports: [{ protocol: TCP, port: 80 }]
# Each other.
- to: [{ podSelector: {} }]
{{- end -}}
