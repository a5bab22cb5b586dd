play('require') {
    on 'host'
    require that: { facts.cpus >= 1 }, message: 'a processor is needed'
}
