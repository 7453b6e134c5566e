/** How much of a text an outline holds: what has more was made by a machine, and goes from thread to thread in one piece. */

export const mostDefinitions = 10_000;
export const mostMentions = 50_000;
export const mostImports = 1_000;
/** UTF-16 units. What is longer is no name that anybody looks up. */
export const longestName = 120;
