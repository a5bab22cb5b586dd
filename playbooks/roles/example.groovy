// Files in a directory, one for each port, and one that says when they last changed.

role('example') {
    doc 'an example of a role'
    parameter 'root', doc: 'absolute path of the directory', type: text
    parameter 'ports', doc: 'TCP ports', fallback: [80]
    tasks {
        tags 'example'
        exec 'mkdir', '-p', root, creates: root
        for (port in ports) {
            exec 'touch', "$root/$port", creates: "$root/$port", title: "port $port", notify: 'changed'
        }
    }
    handler('changed') {
        exec 'sh', '-c', 'date -u >"$1/changed"', 'changed', root
    }
}
