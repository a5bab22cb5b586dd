variables dir: '/tmp/berth-example'

play('git') {
    on 'host'
    file dir, state: 'directory'
    exec 'git', 'init', '--quiet', '--initial-branch=main', "$dir/origin", creates: "$dir/origin/.git"
    exec 'git', '-C', "$dir/origin", '-c', 'user.name=x', '-c', 'user.email=x@localhost', 'commit', '--quiet', '--allow-empty', '-m', 'first',
        creates: "$dir/origin/.git/refs/heads/main"
    git "$dir/origin", to: "$dir/clone", version: 'main', depth: 1
}
