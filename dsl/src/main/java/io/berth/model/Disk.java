package io.berth.model;

/**
 * A slot's disk: a raw file in a pool, with a partition table.
 *
 * @param pool name of the pool
 * @param partition number of the partition that holds the system, 1 to 4
 * @param filesystem its filesystem: {@code ext4}
 */
public record Disk(String pool, Size size, int partition, String filesystem) {
}
