# Waits until the guest's sshd greets, whatever its host key: SLOT SECONDS [NETWORK MAC ADDRESS]...
# shellcheck shell=sh
slot=$1 seconds=$2
shift 2
ssh_await '' "$seconds" '' "$@" ||
    fail "the ssh of slot $slot has not answered within $seconds s: $seen" "look at its console: virsh console $slot"
say "$answered"
