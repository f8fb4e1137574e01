using System.Net;
using System.Text;
using System.Text.Json;
using ActorEngine.EndToEnd.Tests.Harness;

namespace ActorEngine.EndToEnd.Tests;

/// <summary>Docker's authorisation plugins: asked about every request and every response, with whole bodies, and never passed by.</summary>
public sealed class GatewayAuthorizationTests(GuardedEngine guarded) : IClassFixture<GuardedEngine>, IDisposable
{
    private const string Refusal = """{"Allow":false,"Msg":"not on my watch"}""";

    private readonly HttpClient _http = guarded.Http;

    public void Dispose() => guarded.First.Answer = guarded.Second.Answer = (_, _) => null;

    [Fact]
    public async Task Both_are_asked_about_request_and_response()
    {
        string shown = await _http.GetStringAsync("/v1.44/containers/made/json");

        foreach (var plugin in (GuardPlugin[])[guarded.First, guarded.Second])
        {
            var request = plugin.Last("AuthZReq", "/v1.44/containers/made/json");
            Assert.Equal("GET", request.GetProperty("RequestMethod").GetString());
            Assert.False(request.TryGetProperty("RequestBody", out _));
            var response = plugin.Last("AuthZRes", "/v1.44/containers/made/json");
            Assert.Equal(200, response.GetProperty("ResponseStatusCode").GetInt32());
            Assert.Equal("application/json", response.GetProperty("ResponseHeaders").GetProperty("Content-Type").GetString());
            Assert.Equal(shown, GuardPlugin.Text(response, "ResponseBody"));
        }
    }

    [Theory]
    [InlineData(0, "application/json", false)]
    [InlineData(10, "application/json", false)]
    [InlineData(10, "text/plain", false)]
    [InlineData(1_500_000, "application/json", false)]
    [InlineData(1_500_000, "application/json", true)]
    public async Task Bodies_are_shown_whole_whatever_their_size_and_whatever_they_say_that_they_are(int size, string type, bool chunked)
    {
        string body = size == 0 ? "" : $"{{\"x\":\"{new string('a', size)}\"}}";
        string path = $"/v1.44/containers/nobody-{size}-{chunked}-{type.Length}/stop";
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, type) };
        if (chunked) (request.Headers.TransferEncodingChunked, request.Content.Headers.ContentLength) = (true, null);

        using var answer = await _http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(body, GuardPlugin.Text(guarded.Second.Last("AuthZReq", path), "RequestBody"));
        Assert.Contains("No such container", GuardPlugin.Text(guarded.Second.Last("AuthZRes", path), "ResponseBody"));
    }

    [Fact]
    public async Task A_refused_request_is_not_carried_out()
    {
        guarded.First.Answer = (call, question) => call == "AuthZReq" && question.GetProperty("RequestUri").GetString()!.EndsWith("/start", StringComparison.Ordinal) ? Refusal : null;
        int before = guarded.Second.Asked.Count;

        using var answer = await _http.PostAsync("/containers/made/start", null);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("{\"message\":\"authorization denied by plugin first: not on my watch\"}\n", await answer.Content.ReadAsStringAsync());
        Assert.Equal("created", await guarded.Engine.Inspect("made", "{{.State.Status}}"));
        Assert.Equal(before, guarded.Second.Asked.Count);
    }

    [Fact]
    public async Task A_refused_response_is_not_shown()
    {
        guarded.Second.Answer = (call, _) => call == "AuthZRes" ? Refusal : null;

        using var answer = await _http.GetAsync(new Uri("/containers/made/json", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("{\"message\":\"authorization denied by plugin second: not on my watch\"}\n", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_connection_is_not_taken_over_against_a_plugins_word()
    {
        guarded.Second.Answer = (call, _) => call == "AuthZRes" ? Refusal : null;

        using var answer = await _http.PostAsync("/containers/made/attach?stream=1&stdout=1", null);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(200, guarded.Second.Last("AuthZRes", "/attach").GetProperty("ResponseStatusCode").GetInt32());
    }

    [Theory]
    [InlineData("""{"Allow":true,"Err":"out of order"}""", "plugin second failed with error: out of order")]
    [InlineData("""{}""", "authorization denied by plugin second: ")]
    [InlineData("""nonsense""", "plugin second failed with error: ")]
    public async Task One_that_errs_has_refused(string said, string told)
    {
        guarded.Second.Answer = (_, _) => said;

        using var answer = await _http.GetAsync(new Uri("/containers/made/json", UriKind.Relative));

        Assert.True((int)answer.StatusCode is 403 or 500);
        Assert.Contains(told, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task One_that_is_late_has_refused()
    {
        using var over = new ManualResetEventSlim();
        guarded.Second.Answer = (_, _) => { over.Wait(); return null; };

        using var answer = await _http.GetAsync(new Uri("/containers/made/json", UriKind.Relative));
        over.Set();

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("it did not answer within 2 s", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task One_that_is_away_has_refused_until_it_is_back()
    {
        var directory = Directory.CreateTempSubdirectory("guards").FullName;
        await using var engine = await Engine.StartNew(hocon: $"actorengine {{ volumes.plugin-directories = [\"{directory}\"], gateway.authorization-plugins = [alone] }}");
        using var http = GatewayEngine.Connect(engine.DockerSocket);
        http.BaseAddress = new Uri("http://docker/");
        Assert.Contains("plugin alone failed with error", await (await http.GetAsync(new Uri("/_ping", UriKind.Relative))).Content.ReadAsStringAsync());
        await using (new GuardPlugin(directory, "alone")) Assert.Equal("OK", await http.GetStringAsync("/_ping"));
        using (var refused = await http.GetAsync(new Uri("/_ping", UriKind.Relative))) Assert.Equal(HttpStatusCode.InternalServerError, refused.StatusCode);
        await using (new GuardPlugin(directory, "alone")) Assert.Equal("OK", await http.GetStringAsync("/_ping"));

        // Settings that are read again hold from the next request on.
        await File.WriteAllTextAsync(Path.Combine(engine.Config, "z.hocon"), "actorengine.gateway.authorization-plugins = []");
        Engine.Kill("HUP", engine.Daemon.Pid);
        await Until.True("nobody is asked any more", async () => (await http.GetAsync(new Uri("/_ping", UriKind.Relative))).IsSuccessStatusCode);
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Credentials_in_headers_are_nobody_elses_affair()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/containers/secretive/json");
        request.Headers.Add("X-Registry-Auth", "c2VjcmV0");
        request.Headers.Add("X-Other", "shown");
        using var answer = await _http.SendAsync(request);

        var headers = guarded.First.Last("AuthZReq", "secretive").GetProperty("RequestHeaders");
        Assert.False(headers.TryGetProperty("X-Registry-Auth", out _));
        Assert.Equal("shown", headers.GetProperty("X-Other").GetString());
        Assert.Equal(JsonValueKind.Undefined, guarded.First.Last("AuthZReq", "secretive").TryGetProperty("User", out var user) ? user.ValueKind : JsonValueKind.Undefined);
    }
}
