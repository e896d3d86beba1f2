# For a tap of your own. Nobody has run this yet: only its syntax has been checked. url and sha256
# have to be those of a release; SHA256SUMS of the release has the sum.
class Sshblog < Formula
  desc "Blog that is read over SSH"
  homepage "https://github.com/sshblog/sshblog"
  url "https://github.com/sshblog/sshblog/releases/download/v0.1.0/sshblog_0.1.0_source.tar.gz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license "MIT"
  head "https://github.com/sshblog/sshblog.git", branch: "main"

  depends_on "go" => :build

  def install
    system "go", "build", *std_go_args(ldflags: "-s -w -X main.version=#{version}"), "./cmd/sshblog"
    generate_completions_from_executable(bin/"sshblog", "completion")
    (man1/"sshblog.1").write Utils.safe_popen_read(bin/"sshblog", "man")
  end

  def post_install
    (var/"sshblog/content").mkpath
  end

  service do
    run [opt_bin/"sshblog", "serve", var/"sshblog/content", "--keys", var/"sshblog/keys", "--sample"]
    keep_alive true
    error_log_path var/"log/sshblog.log"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/sshblog version")
  end
end
