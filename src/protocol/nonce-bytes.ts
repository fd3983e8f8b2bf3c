/** Bytes of a nonce of AES-GCM: the length that it is made for (NIST SP 800-38D, 5.2.1.1). */
export const nonceBytes = 12
