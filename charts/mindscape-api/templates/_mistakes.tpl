{{/* What the schema cannot compare. */}}
{{- define "api.mistakes" -}}
{{- $values := .Values -}}
{{- if gt (int $values.scaling.min) (int $values.scaling.max) -}}
{{- fail (printf "scaling.min %v is above scaling.max %v" $values.scaling.min $values.scaling.max) -}}
{{- end -}}
{{- range $resource, $request := $values.resources.requests -}}
{{- $limit := get $values.resources.limits $resource -}}
{{- if gt (int $request) (int $limit) -}}
{{- fail (printf "resources.requests.%s %v is above resources.limits.%s %v" $resource $request $resource $limit) -}}
{{- end -}}
{{- end -}}
{{- if eq (int $values.ports.api) (int $values.ports.metrics) -}}
{{- fail (printf "ports.metrics %v is the API's own, which the internet reaches" $values.ports.metrics) -}}
{{- end -}}
{{- if eq (int $values.nodePorts.active) (int $values.nodePorts.preview) -}}
{{- fail (printf "nodePorts.preview %v is nodePorts.active too" $values.nodePorts.preview) -}}
{{- end -}}
{{- if not (has $values.placement.prefer $values.placement.allow) -}}
{{- fail (printf "placement.prefer %s is not in placement.allow" $values.placement.prefer) -}}
{{- end -}}
{{/* Spot takes a machine away after two minutes. */}}
{{- $grace := add $values.shutdown.waitSeconds $values.shutdown.drainSeconds -}}
{{- if gt $grace 110 -}}
{{- fail (printf "shutdown.waitSeconds and shutdown.drainSeconds are %d together; a Spot machine leaves after 120" $grace) -}}
{{- end -}}
{{- if eq $values.rollout "blue-green" -}}
{{- include "api.analysisMistakes" . -}}
{{- end -}}
{{- end -}}

{{- define "api.analysisMistakes" -}}
{{- $watch := .Values.observation -}}
{{- $interval := .Values.metrics.intervalSeconds -}}
{{- if lt (int64 $watch.windowSeconds) (mul 4 $interval) -}}
{{- fail (printf "observation.windowSeconds %v is less than four times metrics.intervalSeconds %v" $watch.windowSeconds $interval) -}}
{{- end -}}
{{- if ge (int $watch.toleratedFailures) (int $watch.measurements) -}}
{{- fail (printf "observation.toleratedFailures %v leaves none of observation.measurements %v to fail on" $watch.toleratedFailures $watch.measurements) -}}
{{- end -}}
{{- if eq .Values.targetGroups.active .Values.targetGroups.preview -}}
{{- fail (printf "targetGroups.preview %s is targetGroups.active too" .Values.targetGroups.preview) -}}
{{- end -}}
{{- end -}}
