namespace ActorEngine.Compose.Tests;

public sealed class ProfileTests
{
    private const string Text = "services: {web: {image: i}, debug: {image: i, profiles: [tools], depends_on: [web]}, admin: {image: i, profiles: [ops, tools]}}";

    private static IEnumerable<string> On(string text, string[] profiles, string[] services) => new MemoryFiles().With("/shop/compose.yaml", text)
        .Load(new() { Files = ["/shop/compose.yaml"], Profiles = profiles, Services = services, Environment = new Dictionary<string, string>() }).Settings.Services.Select(service => service.Name);

    [Fact]
    public void A_service_with_profiles_is_off() => Assert.Equal(["web"], On(Text, [], []));

    [Fact]
    public void A_profile_turns_services_on() => Assert.Equal(["web", "debug", "admin"], On(Text, ["tools"], []));

    [Fact]
    public void All_profiles_are_a_star() => Assert.Equal(["web", "debug", "admin"], On(Text, ["*"], []));

    [Fact]
    public void A_service_that_is_named_is_on() => Assert.Equal(["web", "debug"], On(Text, [], ["debug"]));

    [Fact]
    public void A_variable_names_profiles() => Assert.Contains("admin", new MemoryFiles().With("/shop/compose.yaml", Text).Load(null, ("COMPOSE_PROFILES", "ops")).Settings.Services.Select(service => service.Name));

    [Fact]
    public void One_that_is_on_may_not_need_one_that_is_off() => Assert.Contains("service 'b' is off",
        Assert.Throws<ComposeException>(() => On("services: {a: {image: i, depends_on: [b]}, b: {image: i, profiles: [x]}}", [], [])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_dependency_that_is_not_required_may_be_off() =>
        Assert.Equal(["a"], On("services: {a: {image: i, depends_on: {b: {required: false}}}, b: {image: i, profiles: [x]}}", [], []));

    [Fact]
    public void An_unknown_service_is_refused() => Assert.Throws<ComposeException>(() => On(Text, [], ["nobody"]));

    [Theory]
    [InlineData("flag", "var", "file", "flag")]
    [InlineData(null, "var", "file", "var")]
    [InlineData(null, null, "file", "file")]
    [InlineData(null, null, null, "myshop")]
    public void The_projects_name_is_asked_for_then_a_variable_then_the_file_then_the_directory(string? flag, string? variable, string? file, string expected)
    {
        var files = new MemoryFiles().With("/My.Shop/c.yaml", (file is null ? "" : $"name: {file}\n") + "services: {a: {image: i}}");
        (string, string)[] environment = variable is null ? [] : [("COMPOSE_PROJECT_NAME", variable)];
        Assert.Equal(expected, files.Load(new() { Files = ["/My.Shop/c.yaml"], ProjectName = flag, Environment = new Dictionary<string, string>() }, environment).Settings.Name);
    }
}
