package io.berth.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a component of a task type's parameter record. The component's name is the word of the DSL. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface Param {

    /** What it means, with unit and range. */
    String doc();

    /** The word of the DSL, where Java does not let the component have that name: {@code notify}. */
    String word() default "";

    boolean required() default false;

    /** The value when the playbook gives none, written as in a playbook: {@code 30s}, {@code 2GiB}, {@code rsync}, {@code true}. */
    String fallback() default "";

    /** Whether it is given by position: {@code exec 'uname', '-r'}. A list takes all positions that are left. */
    boolean positional() default false;

    /** Whether it may hold a secret: the task type sends it to hosts on standard input or as a file only, never as an argument. */
    boolean secret() default false;
}
