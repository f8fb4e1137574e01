using System.Net;
using System.Net.Http.Headers;
using ActorEngine.Contracts;

namespace ActorEngine.Registry;

/// <summary>
/// Talks to one registry about one repository for one operation: shows credentials to this registry alone, follows redirects without
/// them, repeats what failed for the moment. Safe for all threads.
/// </summary>
internal sealed partial class RepositoryClient
{
    private const int MostRedirects = 8;

    private readonly RegistryHosts hosts;
    private readonly RegistrySettings settings;
    private readonly RegistryAuthentication authentication;
    private readonly Action<string> notice;

    /// <param name="registry">HOST[:PORT] as names say it.</param>
    /// <param name="repository">Path below the registry; empty for questions about the registry itself.</param>
    /// <param name="scopes">Token scopes that the operation needs beyond what the registry asks for.</param>
    /// <param name="notice">Told of pauses, for the user.</param>
    public RepositoryClient(RegistryHosts hosts, RegistrySettings settings, string registry, string repository, RegistryIdentity identity, IReadOnlyList<string> scopes, Action<string> notice)
    {
        this.hosts = hosts;
        this.settings = settings;
        Registry = registry;
        Repository = repository;
        this.notice = notice;
        authentication = new RegistryAuthentication(hosts, settings, identity, scopes);
    }

    public string Registry { get; }

    public string Repository { get; }

    public int MaxDocumentBytes => settings.MaxDocumentBytes;

    /// <summary>The path of something in the repository.</summary>
    public string PathOf(string what) => $"v2/{Repository}/{what}";

    /// <summary>
    /// Sends a request, as often as it takes, and gives the answer that is no passing failure; success or not. The caller disposes it.
    /// </summary>
    /// <param name="path">Below the registry's address, or a whole address that the registry gave.</param>
    /// <param name="body">Makes the body anew for each attempt; null where there is none.</param>
    /// <exception cref="RegistryException">The registry cannot be reached.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, CancellationToken cancellation, Action<HttpRequestHeaders>? headers = null, Func<HttpContent>? body = null)
    {
        for (int failures = 1; ; failures++)
        {
            TimeSpan? pause;
            try
            {
                Uri address = new(await hosts.BaseAsync(Registry, cancellation).ConfigureAwait(false), path);
                HttpResponseMessage response = await FollowAsync(method, address, headers, body, cancellation).ConfigureAwait(false);
                if (!RetryPolicy.IsTransient(response.StatusCode)) return response;
                pause = RetryPolicy.Pause(settings.Retry, failures, response.StatusCode, RetryPolicy.RetryAfter(response, settings.Time.GetUtcNow()), settings.Random.NextDouble());
                if (pause is null) return response;
                notice($"{Registry} answered {(int)response.StatusCode}; trying again in {Seconds(pause.Value)}.");
                response.Dispose();
            }
            catch (Exception error) when (error is HttpRequestException or IOException && Unavailable(error) is null)
            {
                pause = IsFinal(error) ? null : RetryPolicy.Pause(settings.Retry, failures, null, null, settings.Random.NextDouble());
                if (pause is null) throw RegistryException.Failed($"The registry {Registry} cannot be reached: {RegistryErrors.Reason(error)}", error);
                notice($"{Registry}: {RegistryErrors.Reason(error)}; trying again in {Seconds(pause.Value)}.");
            }

            await Task.Delay(pause.Value, settings.Time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Sends a request once: what it did is asked for before it is repeated.</summary>
    /// <exception cref="HttpRequestException">The connection failed.</exception>
    public async Task<HttpResponseMessage> SendOnceAsync(HttpMethod method, string path, Func<HttpContent> body, CancellationToken cancellation) =>
        await FollowAsync(method, new Uri(await hosts.BaseAsync(Registry, cancellation).ConfigureAwait(false), path), null, body, cancellation).ConfigureAwait(false);

    /// <summary>Fetches a document, again where it breaks off.</summary>
    /// <param name="absent">What is not there is null instead of a failure.</param>
    /// <returns>The answer without its body, and the body.</returns>
    public async Task<(HttpResponseMessage Response, byte[] Body)?> DocumentAsync(string path, string what, CancellationToken cancellation, Action<HttpRequestHeaders>? headers = null, bool absent = false)
    {
        for (int failures = 1; ; failures++)
        {
            using HttpResponseMessage response = await SendAsync(HttpMethod.Get, path, cancellation, headers).ConfigureAwait(false);
            if (absent && response.StatusCode == HttpStatusCode.NotFound) return null;
            try
            {
                return (response, await ReadAsync(response, what, cancellation).ConfigureAwait(false));
            }
            catch (Exception error) when (error is HttpRequestException or IOException)
            {
                if (RetryPolicy.Pause(settings.Retry, failures, null, null, settings.Random.NextDouble()) is not { } pause)
                    throw RegistryException.Failed($"The {what} could not be fetched from {Registry}: {RegistryErrors.Reason(error)}", error);
                await Task.Delay(pause, settings.Time, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Throws what an answer that is no success means.</summary>
    public async Task ExpectAsync(HttpResponseMessage response, string what, CancellationToken cancellation)
    {
        if (!response.IsSuccessStatusCode) await ReadAsync(response, what, cancellation).ConfigureAwait(false);
    }

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, string what, CancellationToken cancellation)
    {
        byte[] body = await BoundedBody.ReadAsync(response, settings.MaxDocumentBytes, $"The {what}", settings, cancellation).ConfigureAwait(false);
        return response.IsSuccessStatusCode ? body : throw RegistryErrors.Of(response.StatusCode, body, what, Registry);
    }

    // The image store failed while a body was read from it.
    private static BlobUnavailableException? Unavailable(Exception error) => error as BlobUnavailableException ?? error.InnerException as BlobUnavailableException;

    // What a second attempt cannot change: a name that does not exist, a certificate that is not trusted, a port where nobody listens.
    private static bool IsFinal(Exception error) => error is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ConnectionError or HttpRequestError.ConfigurationLimitExceeded,
    };

    private static string Seconds(TimeSpan pause) => pause.TotalSeconds < 1 ? "a moment" : $"{pause.TotalSeconds:0} seconds";

    private async Task<HttpResponseMessage> FollowAsync(HttpMethod method, Uri registry, Action<HttpRequestHeaders>? headers, Func<HttpContent>? body, CancellationToken cancellation)
    {
        Uri address = registry;
        bool challenged = false;
        for (int redirects = 0; ;)
        {
            // Only the registry itself is shown who asks.
            bool own = IsOwn(address, await hosts.BaseAsync(Registry, cancellation).ConfigureAwait(false));
            AuthenticationHeaderValue? shown = own ? authentication.Header : null;
            HttpResponseMessage response = await OnceAsync(method, address, shown, headers, body, cancellation).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.Unauthorized && own && !challenged)
            {
                challenged = true;
                if (!await authentication.AnswerAsync(response, shown, cancellation).ConfigureAwait(false)) return response;
                response.Dispose();
                continue;
            }

            if (Target(response, address) is not { } next || (body is not null && response.StatusCode is not (HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect))) return response;
            response.Dispose();
            if (++redirects > MostRedirects) throw RegistryException.Failed($"The registry {Registry} redirects more than {MostRedirects} times, lastly to {next.Authority}.");
            if (next.Scheme is not ("https" or "http") || (next.Scheme == "http" && address.Scheme == "https" && !hosts.IsInsecure(next)))
                throw RegistryException.Failed($"The registry {Registry} redirects to {next.Scheme}://{next.Authority}, where everybody on the way could read and change what is sent.");
            address = next;
        }
    }

    private static bool IsOwn(Uri address, Uri registry) => address.Scheme == registry.Scheme && string.Equals(address.Authority, registry.Authority, StringComparison.OrdinalIgnoreCase);

    private static Uri? Target(HttpResponseMessage response, Uri from) =>
        response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
        && response.Headers.Location is { } location ? new Uri(from, location) : null;

    private async Task<HttpResponseMessage> OnceAsync(
        HttpMethod method, Uri address, AuthenticationHeaderValue? authorization, Action<HttpRequestHeaders>? headers, Func<HttpContent>? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body?.Invoke() };
        headers?.Invoke(request.Headers);
        request.Headers.Authorization = authorization;
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("actorengine", "1"));
        // A body may take as long as it moves; it watches over itself.
        using var silence = new IdleLimit(settings, cancellation);
        if (body is not null && request.Content is BlobContent moving) moving.Moved = silence.Restart;
        try
        {
            HttpResponseMessage response = await hosts.For(address).SendAsync(request, silence.Token).ConfigureAwait(false);
            response.RequestMessage = new HttpRequestMessage(method, address);
            return response;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"{address.Authority} did not answer within {settings.Silence.TotalSeconds:0} seconds");
        }
    }
}
