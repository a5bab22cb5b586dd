/** The Groovy front: delegates, source positions, and the loader that is its door. */
package io.berth.script;
