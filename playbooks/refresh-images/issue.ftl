Image of ${suite}, from the store on ${host.name}
