# What kind of machine the host is: its architecture, then "kvm" if it lends its processor to guests. Changes nothing.
# shellcheck shell=sh
uname -m
[ ! -w /dev/kvm ] || echo kvm
