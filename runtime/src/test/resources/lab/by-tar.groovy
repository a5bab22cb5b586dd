include '../../../../../playbooks/site.groovy'

play('by tar') {
    redeploy('w05') {
        by tar
        start false
    }
}
