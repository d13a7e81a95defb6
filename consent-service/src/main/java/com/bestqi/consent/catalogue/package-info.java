/**
 * What there is to decide about: the switches with what each collects and tells, the purposes with
 * their legal basis, and the countries with the region each belongs to. Files that come with the
 * service; about nobody.
 */
@NullMarked
package com.bestqi.consent.catalogue;

import org.jspecify.annotations.NullMarked;
