include 'parts/nowhere.groovy'
include 'parts/cycle.groovy'
include
include 42
include 'parts/\0'
template 'worker', 'parts/nothing.ftl'
play('x') { redeploy 'not said to be missing, a file is' }
