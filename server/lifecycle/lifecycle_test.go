package lifecycle

import "testing"

// TestConnectionStates: what each event makes of each state.
func TestConnectionStates(t *testing.T) {
	const h, w, s, i, c, x = ConnHandshaking, ConnReady, ConnServing, ConnIdle, ConnClosing, ConnClosed
	for event, want := range map[ConnEvent][6]ConnState{
		//                     handshaking, ready, serving, idle, closing, closed
		ConnAuthenticated:     {w, w, s, i, c, x},
		ConnSessionOpened:     {h, s, s, s, c, x},
		ConnLastSessionClosed: {h, w, i, i, c, x},
		ConnDisconnected:      {c, c, c, c, c, x},
		ConnEnded:             {x, x, x, x, x, x},
	} {
		for state, next := range want {
			if got := ConnState(state).Next(event); got != next {
				t.Errorf("event %d in state %d: state %d, want %d", event, state, got, next)
			}
		}
	}
}

// TestSessionStates: what each event makes of each state.
func TestSessionStates(t *testing.T) {
	const o, q, r, a, d, g = SessionOpened, SessionQueued, SessionRunning, SessionAbandoned, SessionClosing, SessionGone
	for event, want := range map[SessionEvent][6]SessionState{
		//              opened, queued, running, abandoned, closing, gone
		SessionStarted: {q, q, r, a, d, g},
		SessionTurn:    {o, r, r, a, d, g},
		SessionStalled: {a, a, a, a, d, g},
		SessionExited:  {d, d, d, d, d, g},
		SessionClosed:  {g, g, g, g, g, g},
	} {
		for state, next := range want {
			if got := SessionState(state).Next(event); got != next {
				t.Errorf("event %d in state %d: state %d, want %d", event, state, got, next)
			}
		}
	}
}
