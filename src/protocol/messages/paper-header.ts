/**
 * The header of a batch's request in which an enrolment paper travels, when the puskesmas has said that it knows no such
 * device.
 */
export const paperHeader = 'teratai-paper'
