// A small service on every host: its user, its files, its unit, and what belongs to it in files of others.
// The same site is written for Ansible in bench/site-ansible; a test compares what both leave behind, file by file.

variables title: 'Hypervisors', every: 30, peers: ['kvm1', 'kvm2', 'kvm3']

play('status') {
    on 'all'

    userGroup 'status', system: true
    user 'status', system: true, group: 'status', home: '/srv/status', createHome: false, shell: '/usr/sbin/nologin'

    file '/srv/status', state: directory, mode: '0750', owner: 'status', group: 'status'
    file '/etc/status', state: directory, mode: '0755'
    template 'site-services/status.conf.ftl', to: '/etc/status/status.conf', mode: '0640', group: 'status', notify: 'restart statusd'
    copy 'site-services/statusd', to: '/usr/local/bin/statusd', mode: '0755', notify: 'restart statusd'
    file '/usr/local/bin/status', state: link, target: 'statusd'
    copy 'site-services/statusd.service', to: '/etc/systemd/system/statusd.service', mode: '0644', notify: 'restart statusd'
    file '/etc/status/old.conf', state: absent

    peers.eachWithIndex { peer, i ->
        line '/etc/hosts', line: "10.77.0.${11 + i} ${peer}"
    }
    lines '/etc/motd', text: "This host is watched by statusd.\nAsk /srv/status/state.", create: true, marker: '# {mark} statusd'
    copy content: "*/10 * * * * status /usr/local/bin/statusd --once\n", to: '/etc/cron.d/statusd', mode: '0644'

    service 'statusd', state: started, enabled: true, daemonReload: true

    handler('restart statusd') {
        service 'statusd', state: restarted, daemonReload: true
    }
}
