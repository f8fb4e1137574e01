namespace ActorEngine.Registry.Tests;

/// <summary>An authority, a server's certificate for localhost, and a client's.</summary>
internal static class Certificates
{
    /// <param name="address">One more address that the certificates are for.</param>
    public static void Make(string directory, string address = "127.0.0.1")
    {
        System.IO.Directory.CreateDirectory(directory);
        Shell.Run($"set -- {address}\n" + """
            openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=authority -keyout ca-key.pem -out ca.pem
            for who in server client; do
                openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=$who -keyout $who-key.pem -out $who.csr
                printf 'subjectAltName=DNS:localhost,DNS:registry.test,IP:127.0.0.1,IP:'"$1" > ext
                openssl x509 -req -in $who.csr -CA ca.pem -CAkey ca-key.pem -CAcreateserial -days 2 -extfile ext -out $who.pem
            done 2>&1
            """, directory);
    }
}
