# Completes berth's words in bash:  . <(berth completion bash)
_berth() {
    local current=${COMP_WORDS[COMP_CWORD]} line
    local typed=("${COMP_WORDS[@]:1:COMP_CWORD}")
    COMPREPLY=()
    while IFS= read -r line; do
        if [ "$line" = :files ]; then
            compopt -o filenames
            while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$current")
        else
            COMPREPLY+=("$line")
        fi
    done < <(berth __complete -- "${typed[@]}" 2>/dev/null)
}
complete -F _berth berth
