/** Stores of images on hosts: their releases, and what comes into them. */
package io.berth.image;
