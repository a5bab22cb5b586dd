pool(name: 'sixth', name: 'seventh') { on 'kvm1'; dir '/srv/pool' }
