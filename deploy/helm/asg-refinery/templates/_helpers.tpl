{{- define "asg.name" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride -}}
{{- else if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end }}

{{- define "asg.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "asg.labels" -}}
{{ include "asg.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "asg.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end -}}
{{- end }}

{{/* Whether payments go to the local chain: "true", or nothing. */}}
{{- define "asg.isLocal" -}}
{{- if eq (toString (default "local" .Values.settings.ASG_CHAIN)) "local" }}true{{ end -}}
{{- end }}

{{/* Which pods answer the world. */}}
{{- define "asg.front" -}}
{{- ternary "all" "gateway" (eq .Values.mode "single") -}}
{{- end }}

{{/* The roles, as a list in JSON. */}}
{{- define "asg.roles" -}}
{{- if eq .Values.mode "single" -}}
{{- list "all" | toJson -}}
{{- else -}}
{{- $chain := ternary (list "chain") list (eq (include "asg.isLocal" .) "true") -}}
{{- concat (list "gateway" "router" "settler" "webhooks" "jobs") $chain | toJson -}}
{{- end -}}
{{- end }}

{{/* A value as text; Helm has large whole numbers as 4.29e+09. */}}
{{- define "asg.text" -}}
{{- if and (kindIs "float64" .) (eq (floor .) .) }}{{ int64 . }}{{ else }}{{ toString . }}{{ end -}}
{{- end }}

{{/* What the values' schema cannot say. */}}
{{- define "asg.check" -}}
{{- if and .Values.secrets.existing .Values.secrets.values -}}
{{- fail "secrets: give either `existing` or `values`, not both" -}}
{{- end -}}
{{- if and (not (include "asg.isLocal" .)) (not .Values.treasury.existingSecret) -}}
{{- fail "treasury.existingSecret: on a real chain no key is made for you; name a secret with treasury.json and passphrase" -}}
{{- end -}}
{{- if eq .Values.mode "cluster" -}}
{{- if not .Values.store -}}
{{- fail "store: mode cluster needs an Aerospike cluster, e.g. aerospike://aerospike:3000/asg?set_prefix=asg_" -}}
{{- end -}}
{{- if and (not .Values.secrets.existing) (not (hasKey .Values.secrets.values "ASG_ENCRYPTION_KEY")) -}}
{{- fail "secrets: mode cluster needs ASG_ENCRYPTION_KEY, the same for all processes: openssl rand -hex 32" -}}
{{- end -}}
{{- if not .Values.treasury.existingSecret -}}
{{- fail "treasury.existingSecret: mode cluster needs the treasury's key on the local chain too, where processes share it" -}}
{{- end -}}
{{- if and (not .Values.sharedClaim) (not (hasKey .Values.settings "ASSETS_URL")) -}}
{{- fail "sharedClaim: gateways and jobs share uploads and assets; name a claim that many may mount, or set settings.ASSETS_URL and have manifests given by URL alone" -}}
{{- end -}}
{{- if gt (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas) -}}
{{- fail "autoscaling.minReplicas is more than autoscaling.maxReplicas" -}}
{{- end -}}
{{- else if .Values.store -}}
{{- fail "store: mode single keeps its records on its volume; set mode to cluster, or leave store empty" -}}
{{- end -}}
{{- end }}
