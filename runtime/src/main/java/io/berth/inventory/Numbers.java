package io.berth.inventory;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers as playbook code has them: Integer where it fits, else Long, else BigDecimal. */
final class Numbers {

    private Numbers() {
    }

    static Number whole(BigInteger value) {
        if (value.bitLength() < 32) {
            return value.intValue();
        }
        if (value.bitLength() < 64) {
            return value.longValue();
        }
        return new BigDecimal(value);
    }
}
