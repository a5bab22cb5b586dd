pool('primary')
pool('second') {
    on: 'hypervisors'
    dir '/srv/pool'
    autostart
}
pool('third') { on 'kvm1'; dir '/srv/pool'; dir '/srv/other' }
pool 'fourth', 'fifth'
pool('sixth', dir: '/srv/a') { on 'kvm1'; dir 'srv/pool' }
pool('seventh') { on 'kvm1'; dir 'srv/pool' }
pool('eighth')
{ on 'kvm1' }
hosts 'kvm1'
'kvm1'
play { }
network('lan') { x -> on 'kvm1' }
