variables dir: '/tmp/berth-example'

play('unarchive') {
    on 'host'
    file "$dir/tool-1.0/bin", state: 'directory'
    copy content: '#!/bin/sh\necho tool\n', to: "$dir/tool-1.0/bin/tool", mode: '0755'
    exec 'tar', '-czf', "$dir/tool.tar.gz", '-C', dir, 'tool-1.0', creates: "$dir/tool.tar.gz"
    unarchive "$dir/tool.tar.gz", to: "$dir/opt/tool", onHost: true, strip: 1
}
