include '../../../../playbooks/site.groovy'

play('redeploy') {
    redeploy('w01') {
        by rsync
        shutdown within: 30.seconds, then: destroy
        identity hostname: 'worker-1'
        ready { ssh within: 2.minutes }
    }
}
