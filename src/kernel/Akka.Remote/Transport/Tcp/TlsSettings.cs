using Akka.Configuration;
using Akka.Remote.Configuration;
using Akka.Remote.Transport.DotNetty;

namespace Akka.Remote.Transport.Tcp;

/// <summary>The settings under akka.remote.dot-netty.tcp.ssl, or those of a <see cref="DotNettySslSetup"/>.</summary>
internal sealed class TlsSettings
{
    public TlsSettings(Config ssl, DotNettySslSetup? setup, KernelSettings kernel)
    {
        Setup = setup;
        SuppressValidation = setup?.SuppressValidation ?? ssl.GetBoolean("suppress-validation");
        RequireMutualAuthentication = setup?.RequireMutualAuthentication ?? ssl.GetBoolean("require-mutual-authentication", true);
        ValidateHostname = setup?.ValidateCertificateHostname ?? ssl.GetBoolean("validate-certificate-hostname");
        Path = ssl.GetString("certificate.path", "");
        Password = ssl.GetString("certificate.password", "");
        UseThumbprint = ssl.GetBoolean("certificate.use-thumbprint-over-file");
        Thumbprint = ssl.GetString("certificate.thumbprint", "");
        StoreName = ssl.GetString("certificate.store-name", "");
        StoreLocation = ssl.GetString("certificate.store-location", "current-user");
        TrustedCertificates = kernel.TrustedCertificates;
        Chain = kernel.CertificateChain;
    }

    public DotNettySslSetup? Setup { get; }

    public bool SuppressValidation { get; }

    public bool RequireMutualAuthentication { get; }

    public bool ValidateHostname { get; }

    public string Path { get; }

    public string Password { get; }

    public bool UseThumbprint { get; }

    public string Thumbprint { get; }

    public string StoreName { get; }

    public string StoreLocation { get; }

    public string TrustedCertificates { get; }

    /// <summary>File of intermediate authorities; empty where there is none.</summary>
    public string Chain { get; }
}
