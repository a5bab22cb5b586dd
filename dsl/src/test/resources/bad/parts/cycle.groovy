include '../16-include.groovy'
