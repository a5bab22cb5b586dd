play('keys') {
    on 'host'
    user 'deploy'
    authorizedKey('deploy') {
        keys 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKn7YqyUQCOnJRWn2VUrwVPPYPWJVmvAN0gPqGnxgFqk anna@office'
        options 'from="10.0.0.0/8",no-agent-forwarding'
        exclusive true
    }
}
