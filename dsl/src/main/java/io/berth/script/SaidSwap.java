package io.berth.script;

import io.berth.model.Size;
import java.util.List;
import java.util.Optional;

/**
 * Swap of a slot, as a playbook says it: a size, or devices.
 *
 * @param devices one for each slot of a host
 */
record SaidSwap(Size size, List<String> devices) {

    static final SaidSwap NONE = new SaidSwap(new Size(0), List.of());

    /** Empty if it is neither. */
    static Optional<SaidSwap> of(Object value) {
        if (value instanceof Size size) {
            return Optional.of(new SaidSwap(size, List.of()));
        }
        List<?> devices = value instanceof List<?> list ? list : List.of(value);
        return devices.stream().allMatch(String.class::isInstance)
                ? Optional.of(new SaidSwap(new Size(0), devices.stream().map(String.class::cast).toList())) : Optional.empty();
    }
}
