/**
 * A self-signed certificate for `directory.test`, `localhost` and 127.0.0.1, good for a hundred years, and its key.
 * Known to everybody who reads this: nothing but these tests ever trusts it.
 */
export const TEST_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBtTCCAVugAwIBAgIUd4Rxx4r2ovdaAKK8/k3ZPQhiPjMwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOZGlyZWN0b3J5LnRlc3QwIBcNMjYxMTIyMTQzMDAwWhgPMjEy
NjEwMjkxNDMwMDBaMBkxFzAVBgNVBAMMDmRpcmVjdG9yeS50ZXN0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAE2Iy4+s2tIP7uEo9WT98MzBrl4ErosHecp6AbynHz
vK3en1IMQSHjJiz8zRDGjTIQv5DUiLVILSt11VH7b/tHSKN/MH0wHQYDVR0OBBYE
FBOLIsRo6+kLB1rA6/Zzzuq7psGcMB8GA1UdIwQYMBaAFBOLIsRo6+kLB1rA6/Zz
zuq7psGcMA8GA1UdEwEB/wQFMAMBAf8wKgYDVR0RBCMwIYIOZGlyZWN0b3J5LnRl
c3SCCWxvY2FsaG9zdIcEfwAAATAKBggqhkjOPQQDAgNIADBFAiEAxkV/8+u/SrNt
dKhUbnvj3RkpEfruXdx3AzJup9C0HZwCIFbm0DFmoYeqN4UfWslOPNbpnXhWP8bA
bo8EZ/+hSY+B
-----END CERTIFICATE-----
`
export const TEST_CERTIFICATE_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgjCaeyebN+UxsTZQ5
UYk5joN3SQhBWslc7ah20f8DM7OhRANCAATYjLj6za0g/u4Sj1ZP3wzMGuXgSuiw
d5ynoBvKcfO8rd6fUgxBIeMmLPzNEMaNMhC/kNSItUgtK3XVUftv+0dI
-----END PRIVATE KEY-----
`
