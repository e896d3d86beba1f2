# Completion of sshblog: source this file, or put it where bash-completion looks.
_sshblog() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} cmd= words= slug i
	local -a content=()
	COMPREPLY=()
	for ((i = 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		--content) content=(--content "${COMP_WORDS[i+1]}") ;;
		{{join .Names "|"}}) [ -n "$cmd" ] || cmd=${COMP_WORDS[i]} ;;
		esac
	done
	case $prev in
	{{join (.FlagsOf "DIR") "|"}}) mapfile -t COMPREPLY < <(compgen -d -- "$cur"); return ;;
	{{join (.FlagsOf "FILE") "|"}}) mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
	{{join (.FlagsOf "WHEN") "|"}}) mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$cur"); return ;;
	{{join .FreeFlags "|"}}) return ;;
	esac
	case $cmd in
	'') words='{{join .Names " "}}' ;;
{{- range .}}
	{{.Name}}) words='{{range .Flags}}{{.Name}} {{end}}--help{{range .Words}} {{.}}{{end}}' ;;
{{- end}}
	esac
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
	[[ $cur == -* ]] && return
	case $cmd in
	{{join .OnDir "|"}}) mapfile -t COMPREPLY < <(compgen -d -- "$cur") ;;
	{{join .OnPost "|"}})
		COMPREPLY=()
		# The slugs are compared one by one: compgen would run what an author has put into one.
		while IFS= read -r slug; do
			[[ $slug == "$cur"* ]] || continue
			printf -v slug %q "$slug"
			COMPREPLY+=("$slug")
		done < <(sshblog ls "${content[@]}" 2>/dev/null | cut -c13- | cut -d' ' -f1)
		;;
	esac
}
complete -F _sshblog sshblog
