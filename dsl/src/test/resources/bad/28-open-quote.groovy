variables root: '/srv'
pool('primary') { on 'kvm1'; dir "$root/pool }
pool('second') { on 'kvm1'; dir '/srv/second' }
