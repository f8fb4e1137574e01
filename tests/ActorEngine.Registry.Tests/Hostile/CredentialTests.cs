using System.Text;
using ActorEngine.Contracts;

namespace ActorEngine.Registry.Tests;

/// <summary>Who gets to see credentials: the registry they are for, its token server, and nobody else.</summary>
public sealed class CredentialTests : RegistryTestKit
{
    private static readonly string Basic = "Basic " + Convert.ToBase64String("ada:secret"u8.ToArray());
    private readonly ScriptedRegistry remote = new(), elsewhere = new();
    private readonly TestImage image = TestImage.Of("one");

    public CredentialTests()
    {
        remote.Serve("app", "1", image);
        elsewhere.Serve("app", "1", image);
    }

    private RegistryCredentials Ada => new(remote.Name) { Username = "ada", Password = "secret" };

    private PullImage Command => new(new ImageReference($"{remote.Name}/app:1")) { Credentials = Ada };

    [Fact]
    public void Basic_credentials_are_shown_only_when_asked_for()
    {
        remote.Script = request => request["Authorization"] == Basic ? null : Unauthorized("Basic realm=\"x\"");
        Answer<ImagesLoaded>(Command);
        Assert.Null(remote.Requests.First()["Authorization"]);
    }

    [Theory]
    [InlineData("/blobs/")]
    [InlineData("/manifests/")]
    public void A_redirect_to_another_host_takes_no_credentials_along(string what)
    {
        remote.Script = request => request["Authorization"] != Basic ? Unauthorized("Basic realm=\"x\"")
            : request.Path.Contains(what) ? new ScriptedResponse(307) { Headers = { ["Location"] = $"http://{elsewhere.Name}{request.Path}" } } : null;
        Answer<ImagesLoaded>(Command);
        Assert.True(elsewhere.Count(what) > 0);
        Assert.All(elsewhere.Requests, request => Assert.Null(request["Authorization"]));
    }

    [Fact]
    public void A_challenge_of_another_host_is_not_answered()
    {
        remote.Script = request => request["Authorization"] != Basic ? Unauthorized("Basic realm=\"x\"")
            : request.Path.Contains("/blobs/") ? new ScriptedResponse(307) { Headers = { ["Location"] = $"http://{elsewhere.Name}{request.Path}" } } : null;
        elsewhere.Script = _ => Unauthorized("Basic realm=\"x\"");
        Assert.Equal(FaultCode.PermissionDenied, Answer<Fault>(Command).Code);
        Assert.All(elsewhere.Requests, request => Assert.Null(request["Authorization"]));
    }

    [Fact]
    public void Credentials_for_one_registry_are_not_shown_to_another()
    {
        elsewhere.Script = _ => Unauthorized("Basic realm=\"x\"");
        Assert.Equal(FaultCode.PermissionDenied, Answer<Fault>(new PullImage(new ImageReference($"{elsewhere.Name}/app:1")) { Credentials = Ada }).Code);
        Assert.All(elsewhere.Requests, request => Assert.Null(request["Authorization"]));
    }

    [Fact]
    public void A_token_is_fetched_with_the_credentials_and_shown_to_the_registry_alone()
    {
        elsewhere.Script = request => request.Path.StartsWith("/token", StringComparison.Ordinal) ? new ScriptedResponse(200, """{"token":"abc.def","expires_in":60}"""u8.ToArray()) : null;
        remote.Script = request => request["Authorization"] == "Bearer abc.def"
            ? request.Path.Contains("/blobs/") ? new ScriptedResponse(307) { Headers = { ["Location"] = $"http://{elsewhere.Name}{request.Path}" } } : null
            : Unauthorized($"Bearer realm=\"http://{elsewhere.Name}/token\",service=\"the registry\",scope=\"repository:app:pull\"");
        Answer<ImagesLoaded>(Command);
        ScriptedRequest token = Assert.Single(elsewhere.Requests, request => request.Path.StartsWith("/token", StringComparison.Ordinal));
        Assert.Equal(Basic, token["Authorization"]);
        Assert.Contains("service=the%20registry&scope=repository%3Aapp%3Apull", token.Path);
        Assert.All(elsewhere.Requests.Where(request => request.Path.Contains("/blobs/")), request => Assert.Null(request["Authorization"]));
        Assert.DoesNotContain(remote.Requests, request => request["Authorization"] == Basic);
    }

    [Fact]
    public void A_refresh_token_is_sent_as_a_form()
    {
        elsewhere.Script = request => request.Method == "POST" ? new ScriptedResponse(200, """{"access_token":"abc"}"""u8.ToArray()) : null;
        remote.Script = request => request["Authorization"] == "Bearer abc" ? null : Unauthorized($"Bearer realm=\"http://{elsewhere.Name}/token\",service=\"s\",scope=\"repository:app:pull\"");
        Answer<ImagesLoaded>(Command with { Credentials = new RegistryCredentials(remote.Name) { IdentityToken = "refresh me" } });
        string form = Encoding.UTF8.GetString(Assert.Single(elsewhere.Requests, request => request.Method == "POST").Body);
        Assert.Contains("grant_type=refresh_token&refresh_token=refresh+me", form);
    }

    [Fact]
    public void A_login_keeps_the_refresh_token_in_the_place_of_the_password()
    {
        int given = 0;
        elsewhere.Script = request => request.Path.StartsWith("/token", StringComparison.Ordinal)
            ? new ScriptedResponse(200, Encoding.UTF8.GetBytes($$"""{"token":"abc","access_token":"abc","refresh_token":"renew-{{++given}}"}""")) : null;
        remote.Script = request => request["Authorization"] == "Bearer abc" ? null : Unauthorized($"Bearer realm=\"http://{elsewhere.Name}/token\",service=\"s\"");
        Answer<RegistryLoggedIn>(new LoginRegistry(Ada));
        ScriptedRequest first = Assert.Single(elsewhere.Requests);
        Assert.Contains("offline_token=true", first.Path);
        Assert.Equal(Basic, first["Authorization"]);
        string kept = File.ReadAllText(Path.Combine(Files["state"], "registry/credentials.json"));
        Assert.DoesNotContain("secret", kept);
        Assert.Contains("renew-1", kept);

        elsewhere.Requests.Clear();
        Answer<ImagesLoaded>(Command with { Credentials = null });
        ScriptedRequest exchange = Assert.Single(elsewhere.Requests);
        Assert.Equal(("POST", null), (exchange.Method, exchange["Authorization"]));
        Assert.Contains("grant_type=refresh_token&refresh_token=renew-1", Encoding.UTF8.GetString(exchange.Body));
        // The server gave a new one for it.
        Assert.Contains("renew-2", File.ReadAllText(Path.Combine(Files["state"], "registry/credentials.json")));
    }

    [Fact]
    public void A_pull_with_a_password_asks_for_no_refresh_token()
    {
        elsewhere.Script = request => request.Path.StartsWith("/token", StringComparison.Ordinal) ? new ScriptedResponse(200, """{"token":"abc"}"""u8.ToArray()) : null;
        remote.Script = request => request["Authorization"] == "Bearer abc" ? null : Unauthorized($"Bearer realm=\"http://{elsewhere.Name}/token\"");
        Answer<ImagesLoaded>(Command);
        Assert.DoesNotContain("offline_token", Assert.Single(elsewhere.Requests).Path);
    }

    [Theory]
    [InlineData("""{"token":"a\nb"}""")]
    [InlineData("""{"token":""}""")]
    [InlineData("{}")]
    [InlineData("[")]
    public void A_token_that_is_none_is_refused(string answer)
    {
        elsewhere.Script = _ => new ScriptedResponse(200, Encoding.UTF8.GetBytes(answer));
        remote.Script = _ => Unauthorized($"Bearer realm=\"http://{elsewhere.Name}/token\"");
        Assert.Contains("without a token", Answer<Fault>(Command).Message);
    }

    [Fact]
    public void A_registry_that_refuses_every_token_is_not_asked_for_ever()
    {
        elsewhere.Script = _ => new ScriptedResponse(200, """{"token":"abc"}"""u8.ToArray());
        remote.Script = _ => Unauthorized($"Bearer realm=\"http://{elsewhere.Name}/token\"");
        Assert.Equal(FaultCode.PermissionDenied, Answer<Fault>(Command).Code);
        Assert.Equal(2, remote.Requests.Count(request => request.Path.Contains("/manifests/")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ftp://x/")]
    [InlineData("/token")]
    public void A_realm_that_is_no_address_is_refused(string realm)
    {
        remote.Script = _ => Unauthorized($"Bearer realm=\"{realm}\"");
        Assert.Contains("no usable address", Answer<Fault>(Command).Message);
    }

    [Fact]
    public void What_login_keeps_is_shown_later_and_gone_after_logout()
    {
        remote.Script = request => request["Authorization"] == Basic ? null : Unauthorized("Basic realm=\"x\"");
        Assert.Equal(remote.Name, Answer<RegistryLoggedIn>(new LoginRegistry(Ada with { Registry = $"http://{remote.Name}/" })).Registry);
        Assert.Equal([new RegistryLogin(remote.Name, "ada")], Answer<LoginList>(new ListLogins()).Logins);
        Answer<ImagesLoaded>(Command with { Credentials = null });
        Answer<Done>(new LogoutRegistry(remote.Name));
        Assert.Equal(FaultCode.NotFound, Answer<Fault>(new LogoutRegistry(remote.Name)).Code);
        Assert.Equal(FaultCode.PermissionDenied, Answer<Fault>(Command with { Credentials = null }).Code);
    }

    [Fact]
    public void A_refused_login_is_not_kept()
    {
        remote.Script = _ => Unauthorized("Basic realm=\"x\"");
        Assert.Equal(FaultCode.PermissionDenied, Answer<Fault>(new LoginRegistry(Ada)).Code);
        Assert.Empty(Answer<LoginList>(new ListLogins()).Logins);
    }

    private static ScriptedResponse Unauthorized(string challenge) => new(401, "{}"u8.ToArray()) { Headers = { ["WWW-Authenticate"] = challenge } };

    protected override void AfterAll()
    {
        base.AfterAll();
        _ = remote.DisposeAsync().AsTask();
        _ = elsewhere.DisposeAsync().AsTask();
    }
}
