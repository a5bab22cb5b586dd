pool('primary') {
    on 'hypervisors'
    dir '/srv/pool' ]
}
