play('require') {
    on 'host'
    require({ facts.cpus >= 1 }, message: 'a processor is needed')
}
