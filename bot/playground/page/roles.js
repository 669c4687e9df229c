/**
 * What somebody is in a group.
 *
 * @typedef {import("./api.js").Group} Group
 */

/** @param {Group} group @param {number} person */
const statusOf = ({ standings }, person) => standings.find(({ id }) => id === person)?.status;

/** @param {Group} group @param {number} person */
export const isOwner = (group, person) => statusOf(group, person) === "creator";

/** The page gives administrators all rights, and owners have them. @param {Group} group @param {number} person */
export const isBoss = (group, person) => isOwner(group, person) || statusOf(group, person) === "administrator";
