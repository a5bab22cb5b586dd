pool('primary') {
    on 'hypervisors'
