pool('primary') { on 'hypervisor'; dir '/srv/pool' }
pool('second') { on 'kvm1,kvm7'; dir '/srv/pool' }
pool('third') { on 'web*'; dir '/srv/pool' }
pool('fourth') { on 'kvm1', '!all'; dir '/srv/pool' }
