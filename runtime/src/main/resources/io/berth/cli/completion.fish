# Completes berth's words in fish:  berth completion fish | source
function __berth_complete
    set -l typed (commandline -opc) (commandline -ct)
    for line in (berth __complete -- $typed[2..-1] 2>/dev/null)
        if test "$line" = :files
            __fish_complete_path (commandline -ct)
        else
            echo $line
        end
    end
end
complete -c berth -f -a '(__berth_complete)'
