# Completion of sshblog: put this file into ~/.config/fish/completions as sshblog.fish.
complete -c sshblog -f
{{range . -}}
complete -c sshblog -n __fish_use_subcommand -a {{.Name}} -d {{quote .Summary}}
{{- $seen := quote (print "__fish_seen_subcommand_from " .Name)}}
{{- range .Flags}}
complete -c sshblog -n {{$seen}} {{if .Short}}-s{{else}}-l{{end}} {{.Bare}}
{{- if eq .Value "DIR"}} -x -a '(__fish_complete_directories)'
{{- else if eq .Value "FILE"}} -r -F
{{- else if eq .Value "WHEN"}} -x -a 'auto always never'
{{- else if .Value}} -x
{{- end}} -d {{quote .Meaning}}
{{- end}}
{{- if .OnDir}}
complete -c sshblog -n {{$seen}} -a '(__fish_complete_directories)'
{{- else if .Words}}
complete -c sshblog -n {{$seen}} -a '{{join .Words " "}}'
{{- else if .OnPost}}
complete -c sshblog -n {{$seen}} -a "(sshblog ls 2>/dev/null | cut -c13- | cut -d' ' -f1)"
{{- end}}
{{end}}