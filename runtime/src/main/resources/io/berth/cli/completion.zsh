#compdef berth
# Completes berth's words in zsh:  source <(berth completion zsh)
_berth() {
    local line
    local -a found
    while IFS= read -r line; do
        if [[ $line == :files ]]; then
            _files
        else
            found+=("$line")
        fi
    done < <(berth __complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)
    (( $#found )) && compadd -- $found
}
compdef _berth berth
