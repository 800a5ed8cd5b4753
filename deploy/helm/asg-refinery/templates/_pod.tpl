{{/* The pod of a role, or of all: a dictionary with root, role and given, which is what the values say of the role. */}}
{{- define "asg.pod" -}}
{{- $values := .root.Values -}}
{{- $isLocal := include "asg.isLocal" .root -}}
{{- $hasKey := and $values.treasury.existingSecret (or $isLocal (has .role (list "all" "settler"))) -}}
{{- $claim := "" -}}
{{- if has .role (list "gateway" "jobs") -}}
{{- $claim = $values.sharedClaim -}}
{{- else if and (has .role (list "all" "chain")) $values.persistence.enabled -}}
{{- $claim = default (include "asg.name" .root) $values.persistence.existingClaim -}}
{{- end -}}
metadata:
  labels:
    {{- include "asg.labels" .root | nindent 4 }}
    app.kubernetes.io/component: {{ .role }}
  annotations:
    # Secrets are read once, at the start: pods start anew when they change.
    checksum/secrets: {{ toJson $values.secrets | sha256sum }}
    {{- with $values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  automountServiceAccountToken: false
  enableServiceLinks: false
  {{- with $values.imagePullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  terminationGracePeriodSeconds: {{ $values.terminationGracePeriodSeconds }}
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 10001
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile: {type: RuntimeDefault}
  containers:
    - name: server
      image: {{ include "asg.image" .root | quote }}
      imagePullPolicy: {{ $values.image.pullPolicy }}
      ports:
        - name: http
          containerPort: 8081
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: {drop: [ALL]}
      env:
        # Not the volume itself, where file systems keep things of their own.
        - name: ASG_DATA_DIR
          value: /data/refinery
        {{- with $values.basePath }}
        - name: BASE_PATH
          value: {{ . | quote }}
        {{- end }}
        {{- if ne .role "all" }}
        - name: ASG_ROLES
          value: {{ .role }}
        - name: ASG_PROCESS_NAME
          valueFrom: {fieldRef: {fieldPath: metadata.name}}
        {{- if ne .role "chain" }}
        - name: ASG_STORE
          value: {{ $values.store | quote }}
        {{- if $isLocal }}
        - name: ASG_LOCAL_CHAIN_URL
          value: http://{{ include "asg.name" .root }}-chain:8081{{ $values.basePath }}
        {{- end }}
        {{- end }}
        {{- end }}
        {{- if $hasKey }}
        - name: ASG_TREASURY_KEY_FILE
          value: /run/treasury/treasury.json
        - name: ASG_TREASURY_PASSPHRASE_FILE
          value: /run/treasury/passphrase
        {{- end }}
        {{- range $name, $value := merge (dict) (default dict .given.settings) $values.settings }}
        - name: {{ $name }}
          value: {{ include "asg.text" $value | quote }}
        {{- end }}
      {{- if or $values.secrets.existing $values.secrets.values }}
      envFrom:
        - secretRef:
            name: {{ default (include "asg.name" .root) $values.secrets.existing }}
      {{- end }}
      # Migrations at the start may take long; until it answers, the other probes do not count.
      startupProbe:
        httpGet: {path: {{ $values.basePath }}/v1/health, port: http}
        periodSeconds: 2
        failureThreshold: 300
      livenessProbe:
        httpGet: {path: {{ $values.basePath }}/v1/health, port: http}
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      readinessProbe:
        httpGet: {path: {{ $values.basePath }}/v1/ready, port: http}
        periodSeconds: 5
        timeoutSeconds: 5
        failureThreshold: 2
      {{- if eq .role (include "asg.front" .root) }}
      # A balancer learns a little later than the pod that it is to end.
      lifecycle:
        preStop:
          exec:
            command: [sleep, '5']
      {{- end }}
      resources:
        {{- toYaml (default $values.resources .given.resources) | nindent 8 }}
      volumeMounts:
        - {name: data, mountPath: /data}
        - {name: tmp, mountPath: /tmp}
        {{- if $hasKey }}
        - {name: treasury, mountPath: /run/treasury, readOnly: true}
        {{- end }}
  volumes:
    - name: tmp
      emptyDir: {}
    - name: data
      {{- if $claim }}
      persistentVolumeClaim:
        claimName: {{ $claim }}
      {{- else }}
      emptyDir: {}
      {{- end }}
    {{- if $hasKey }}
    - name: treasury
      secret:
        secretName: {{ $values.treasury.existingSecret }}
        defaultMode: 0440
    {{- end }}
  {{- with $values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "asg.selector" .root | nindent 10 }}
          app.kubernetes.io/component: {{ .role }}
{{- end }}
