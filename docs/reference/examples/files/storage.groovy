// What the examples of storage and networks have.
pool('spare') { on 'kvm1'; dir '/srv/berth/spare' }
network('inner') { on 'kvm1'; isolated '192.168.181.0/24'; dhcp '192.168.181.100'..'192.168.181.200' }
