variables dir: '/tmp/berth-example'

play('copy') {
    on 'host'
    file "$dir/etc", state: 'directory'
    copy 'files/motd', to: "$dir/etc/"
    copy content: "PermitRootLogin no\n", to: "$dir/etc/sshd.conf", mode: '0600', backup: true, validate: 'grep -q PermitRootLogin'
    copy 'files', to: "$dir/files", delete: true
    copy "$dir/etc/motd", to: "$dir/etc/issue", onHost: true
}
