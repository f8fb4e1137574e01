using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ActorEngine.Contracts;

namespace ActorEngine.Registry;

/// <summary>
/// What one operation shows to one registry: nothing until it is challenged, then basic credentials or a token fetched for the
/// scope that was asked (distribution "token" and "oauth2" documents). Safe for all threads.
/// </summary>
internal sealed class RegistryAuthentication(RegistryHosts hosts, RegistrySettings settings, RegistryIdentity identity, IReadOnlyList<string> scopes)
{
    private const string ClientName = "actorengine";
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly RegistryCredentials? credentials = identity.Credentials;
    private string? refreshToken = identity.Credentials?.IdentityToken;
    private volatile AuthenticationHeaderValue? header = identity.Credentials?.RegistryToken is { Length: > 0 } token ? new("Bearer", token) : null;

    /// <summary>To be shown with the next request; null before the first challenge.</summary>
    public AuthenticationHeaderValue? Header => header;

    /// <summary>Answers a challenge. False where there is nothing (else) to show.</summary>
    /// <param name="shown">What the refused request showed.</param>
    public async Task<bool> AnswerAsync(HttpResponseMessage refused, AuthenticationHeaderValue? shown, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            // Another request of the operation got a new token meanwhile.
            if (header is not null && !header.Equals(shown)) return true;
            foreach (Challenge challenge in Challenge.Parse(refused.Headers.NonValidated.TryGetValues("WWW-Authenticate", out var values) ? values : []))
            {
                AuthenticationHeaderValue? next = challenge.Scheme switch
                {
                    "bearer" => await BearerAsync(challenge, refused.RequestMessage!.RequestUri!, cancellation).ConfigureAwait(false),
                    "basic" when HasPassword => Basic(credentials!),
                    _ => null,
                };
                if (next is null || (next.Scheme == "Basic" && next.Equals(shown))) continue;
                header = next;
                return true;
            }

            return false;
        }
        finally
        {
            gate.Release();
        }
    }

    private bool HasPassword => credentials is { Username.Length: > 0 };

    private static AuthenticationHeaderValue Basic(RegistryCredentials shown) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{shown.Username}:{shown.Password}")));

    private async Task<AuthenticationHeaderValue?> BearerAsync(Challenge challenge, Uri registry, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(challenge["realm"], UriKind.Absolute, out Uri? realm) || realm.Scheme is not ("http" or "https"))
            throw RegistryException.Failed($"The registry {registry.Authority} names no usable address for tokens: \"{challenge["realm"]}\".");
        bool secret = HasPassword || refreshToken is { Length: > 0 };
        if (secret && realm.Scheme == "http" && registry.Scheme == "https" && !hosts.IsInsecure(realm))
            throw RegistryException.Failed($"The registry {registry.Authority} wants the credentials at {realm}, where everybody on the way could read them.");
        using HttpRequestMessage request = TokenRequest(realm, challenge["service"], Scopes(challenge));
        using HttpResponseMessage response = await SendAsync(realm, request, cancellation).ConfigureAwait(false);
        byte[] body = await BoundedBody.ReadAsync(response, settings.MaxDocumentBytes, $"The token of {realm.Authority}", settings, cancellation).ConfigureAwait(false);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) return null;
        if (!response.IsSuccessStatusCode) throw RegistryException.Failed($"{realm.Authority} gave no token: {(int)response.StatusCode} {RegistryErrors.Text(body)}".TrimEnd());
        TokenDocument document = TokenDocument.Read(body) ?? throw RegistryException.Failed($"{realm.Authority} answered without a token.");
        KeepRefreshToken(document);
        return new AuthenticationHeaderValue("Bearer", document.Bearer!);
    }

    private void KeepRefreshToken(TokenDocument document)
    {
        if (document.Refresh is not { } given || given == refreshToken || !(HasPassword || refreshToken is { Length: > 0 })) return;
        (refreshToken is { Length: > 0 } ? identity.Renewed : identity.Issued)?.Invoke(given);
        if (refreshToken is { Length: > 0 }) refreshToken = given;
    }

    private async Task<HttpResponseMessage> SendAsync(Uri realm, HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await hosts.For(realm).SendAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException error)
        {
            throw RegistryException.Failed($"No token could be had from {realm.Authority}: {RegistryErrors.Reason(error)}", error);
        }
    }

    // The registry says which scope the request needs; an operation that knows it needs more (a mount) asks for it at once.
    private IReadOnlyList<string> Scopes(Challenge challenge) =>
        [.. scopes.Concat(challenge["scope"]?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? []).Distinct()];

    private HttpRequestMessage TokenRequest(Uri realm, string? service, IReadOnlyList<string> wanted)
    {
        if (refreshToken is { Length: > 0 } refresh)
        {
            List<KeyValuePair<string, string>> form = [new("grant_type", "refresh_token"), new("refresh_token", refresh), new("client_id", ClientName), new("scope", string.Join(' ', wanted))];
            if (service is not null) form.Add(new("service", service));
            return new HttpRequestMessage(HttpMethod.Post, realm) { Content = new FormUrlEncodedContent(form) };
        }

        var query = new StringBuilder(realm.Query.TrimStart('?'));
        void Add(string name, string value) => query.Append(query.Length == 0 ? "" : "&").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        if (service is not null) Add("service", service);
        foreach (string scope in wanted) Add("scope", scope);
        if (HasPassword) Add("account", credentials!.Username);
        if (HasPassword && identity.Issued is not null)
        {
            Add("offline_token", "true");
            Add("client_id", ClientName);
        }

        var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(realm) { Query = query.ToString() }.Uri);
        if (HasPassword) request.Headers.Authorization = Basic(credentials!);
        return request;
    }
}
