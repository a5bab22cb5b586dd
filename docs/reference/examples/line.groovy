variables dir: '/tmp/berth-example'

play('line') {
    on 'host'
    file dir, state: 'directory'
    line "$dir/sysctl.conf", line: 'vm.swappiness = 10', match: '^vm\\.swappiness\\b', create: true
    line "$dir/sysctl.conf", line: '# by berth', before: '^'
    line "$dir/sysctl.conf", match: '^kernel\\.panic\\b', state: 'absent'
}
